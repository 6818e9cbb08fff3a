/** What a stored session is: generations, the row conventions of each Jetty release, and the codec of the session blob. */
@NullMarked
package org.jettyferry.session;

import org.jspecify.annotations.NullMarked;
