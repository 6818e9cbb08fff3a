/** Carries the rows of a store into new tables, step by step, and goes on where it was cut off. */
@NullMarked
package org.jettyferry.store.carry;

import org.jspecify.annotations.NullMarked;
