/// The SDK that an application embeds. [dev.godwit.client.sdk.Godwit] is the way in; docs/sdk.md is the page
/// to read.
@NullMarked
package dev.godwit.client.sdk;

import org.jspecify.annotations.NullMarked;
