using System.Data.Common;

namespace Coordination.Persistence;

/// <summary>The one database of a store, as every part of the process uses it.</summary>
public abstract class StoreDatabase : IDisposable
{
    public abstract StoreKind Kind { get; }

    /// <summary>An open connection for reading. Dispose of it soon: there are few.</summary>
    public abstract Task<DbConnection> Open(CancellationToken cancel);

    /// <summary>The same for questions that are answered by an index and must stay so while the tables are young.</summary>
    public virtual Task<DbConnection> OpenForLookups(CancellationToken cancel) => Open(cancel);

    /// <summary>
    /// Runs <paramref name="work"/>, which writes what follows from the log and can follow again, in one transaction and commits it; an exception rolls
    /// all of it back. A crash of the database may take the last ones with it.
    /// </summary>
    public abstract Task Write(Func<DbTransaction, Task> work, CancellationToken cancel);

    /// <summary>The database's own time.</summary>
    public abstract Task<DateTimeOffset> Now(CancellationToken cancel);

    public abstract void Dispose();
}
