/** Migrates the rows of a store into new tables, step by step, and goes on where it was cut off. */
@NullMarked
package org.jettyferry.store.migrate;

import org.jspecify.annotations.NullMarked;
