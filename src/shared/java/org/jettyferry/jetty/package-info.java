/** What tool and node both know of Jetty: its releases, how each fills its rows, and what its tables are called. */
@NullMarked
package org.jettyferry.jetty;

import org.jspecify.annotations.NullMarked;
