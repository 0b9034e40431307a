using System.Data.Common;

namespace Coordination.Persistence.Readers;

/// <summary>The store as the readers of its log see it: one of the two databases, with its own way to read, to write and to be alone.</summary>
public interface ILogDatabase
{
    /// <summary>An open connection for reading.</summary>
    Task<DbConnection> Open(CancellationToken cancel);

    /// <summary>Runs <paramref name="work"/> in one write transaction and commits it; an exception rolls all of it back.</summary>
    Task Write(Func<DbTransaction, Task> work, CancellationToken cancel);

    /// <summary>Waits until this process is the only one to run the log's readers. The lease ends when it is disposed of or lost.</summary>
    Task<ReaderLease> Lease(CancellationToken cancel);
}

/// <summary>The right to run the readers. It saves work and order; what keeps a zombie from doing harm is the fence of each position.</summary>
public abstract class ReaderLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease is lost.</summary>
    public abstract CancellationToken Lost { get; }

    public abstract ValueTask DisposeAsync();
}
