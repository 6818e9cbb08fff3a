/** What tool and node both know of {@code server.properties}: how it is read, what can be set, and which name wins. */
@NullMarked
package org.jettyferry.settings;

import org.jspecify.annotations.NullMarked;
