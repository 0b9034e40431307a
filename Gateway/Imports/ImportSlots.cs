namespace Coordination.Gateway.Imports;

/// <summary>
/// The records that all imports of this process carry out at once. Shared, because the store is served best by many together: one
/// province alone gets nearly as much as thirty do, and thirty no more than the silos can take.
/// </summary>
public sealed class ImportSlots : IDisposable
{
    /// <summary>Some full calls to the intake, and as many records ready to fill the next ones: about a second's work.</summary>
    public const int Max = 2_048;

    private readonly SemaphoreSlim _free = new(Max);

    /// <summary>Carries something out when its turn comes: the first that waits is the next.</summary>
    public async Task<T> Use<T>(Func<Task<T>> work)
    {
        await _free.WaitAsync(CancellationToken.None);     // with a token, each wait costs a turn of the thread pool
        try
        {
            return await work();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
