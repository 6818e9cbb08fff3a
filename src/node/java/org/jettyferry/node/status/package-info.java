/** What a node tells of itself: over JMX, and over HTTP to those who have the token. */
@NullMarked
package org.jettyferry.node.status;

import org.jspecify.annotations.NullMarked;
