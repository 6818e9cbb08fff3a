/** The ways back: rows out of the quarantine, a backup in its old place, a mixed store in order again. */
@NullMarked
package org.jettyferry.store.recover;

import org.jspecify.annotations.NullMarked;
