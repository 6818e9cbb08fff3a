/** Works out all that a run would do, down to its statements, before anything is changed. */
@NullMarked
package org.jettyferry.store.plan;

import org.jspecify.annotations.NullMarked;
