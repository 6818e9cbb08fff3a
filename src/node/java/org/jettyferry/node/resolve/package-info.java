/** The ways that come along to find the context of a request. */
@NullMarked
package org.jettyferry.node.resolve;

import org.jspecify.annotations.NullMarked;
