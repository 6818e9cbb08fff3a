/** SQL Server: dialect, catalog and bulk copy. */
@NullMarked
package org.jettyferry.jdbc.sqlserver;

import org.jspecify.annotations.NullMarked;
