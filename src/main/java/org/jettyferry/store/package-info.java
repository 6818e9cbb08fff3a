/** A session store and all that can be asked of it; the rooms below do the work. */
@NullMarked
package org.jettyferry.store;

import org.jspecify.annotations.NullMarked;
