/** What tool and node both know of JDBC URLs and the products behind them. */
@NullMarked
package org.jettyferry.jdbcurl;

import org.jspecify.annotations.NullMarked;
