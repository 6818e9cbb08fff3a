/** The commands on a session store, with their flags and what they show. */
@NullMarked
package org.jettyferry.cli.store;

import org.jspecify.annotations.NullMarked;
