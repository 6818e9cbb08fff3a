/** What the operator has set in {@code server.properties}, and what becomes of it when the file changes. */
@NullMarked
package org.jettyferry.node.settings;

import org.jspecify.annotations.NullMarked;
