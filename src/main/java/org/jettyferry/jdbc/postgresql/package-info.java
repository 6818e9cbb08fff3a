/** PostgreSQL: dialect, catalog and bulk copy. */
@NullMarked
package org.jettyferry.jdbc.postgresql;

import org.jspecify.annotations.NullMarked;
