/**
 * Chromium without a window, where the machine has it: for what only a browser does with a redirect, a cookie and
 * a page that reloads itself.
 *
 * <pre>
 *   Path program = Chromium.find().orElse(null);
 *   assumeTrue(program != null, "no Chromium here");
 *   try (Chromium chromium = Chromium.start(program)) {
 *       chromium.open(shop);
 *       chromium.type("user", "Alice");
 *       chromium.click("button");
 *   }
 * </pre>
 *
 * <p>It speaks the DevTools protocol over a WebSocket of the JDK; no driver has to be installed. One page, one
 * thread.
 */
package org.jettyferry.testkit.browser;
