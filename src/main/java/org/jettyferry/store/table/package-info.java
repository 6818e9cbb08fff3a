/** What a session table is: its columns, its key, and what a site calls them. */
@NullMarked
package org.jettyferry.store.table;

import org.jspecify.annotations.NullMarked;
