/** A session store: detect, plan, upgrade, downgrade, verify, back up, restore. */
@NullMarked
package org.jettyferry.store;

import org.jspecify.annotations.NullMarked;
