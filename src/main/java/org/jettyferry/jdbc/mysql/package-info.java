/** MySQL and MariaDB: dialect, catalog and bulk copy. */
@NullMarked
package org.jettyferry.jdbc.mysql;

import org.jspecify.annotations.NullMarked;
