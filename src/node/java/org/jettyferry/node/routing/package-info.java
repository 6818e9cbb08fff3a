/** What to do with a request: the context that it is for, the decision, and the answer. */
@NullMarked
package org.jettyferry.node.routing;

import org.jspecify.annotations.NullMarked;
