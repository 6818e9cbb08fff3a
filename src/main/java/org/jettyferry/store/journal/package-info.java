/** The runs of a store: how far each is, who is told of it, how it fails, and what it has set aside. */
@NullMarked
package org.jettyferry.store.journal;

import org.jspecify.annotations.NullMarked;
