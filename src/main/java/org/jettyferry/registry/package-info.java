/** The registry of a site: which context lives in which schema, which schema on which server, and which nodes live. */
@NullMarked
package org.jettyferry.registry;

import org.jspecify.annotations.NullMarked;
