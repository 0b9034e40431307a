namespace Coordination;

/// <summary>The store takes no more writes for the moment; nothing was written. Send the same request id again after a pause.</summary>
[GenerateSerializer, Alias("coord.StoreOverloadedException")]
public sealed class StoreOverloadedException(string message) : Exception(message);

/// <summary>
/// The store could not be reached, or the connection broke before the answer: the write may have happened or not.
/// Send the same request id again to learn which.
/// </summary>
[GenerateSerializer, Alias("coord.StoreUnavailableException")]
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
