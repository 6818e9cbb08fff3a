/** A site of two servers, each behind a balancer of its own, and a context that moves from one to the other. */
package org.jettyferry.rolling;
