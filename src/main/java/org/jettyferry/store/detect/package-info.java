/** Finds out what a database holds, which release filled it, and whether nodes still use it. Changes nothing. */
@NullMarked
package org.jettyferry.store.detect;

import org.jspecify.annotations.NullMarked;
