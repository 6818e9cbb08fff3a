/** Tells whether tables are what they should be: new ones beside old ones, and each row by itself. */
@NullMarked
package org.jettyferry.store.verify;

import org.jspecify.annotations.NullMarked;
