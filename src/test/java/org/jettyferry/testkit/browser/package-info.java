/** A real browser without a window, where the machine has one. */
package org.jettyferry.testkit.browser;
