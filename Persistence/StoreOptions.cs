using System.ComponentModel.DataAnnotations;

namespace Coordination.Persistence;

public enum StoreKind
{
    Unspecified = 0,

    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later, any number of silos and gateways.</summary>
    Postgres,
}

/// <summary>Where and how the store keeps its data.</summary>
public sealed class StoreOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Store";

    /// <summary>Which database. Default SQLite.</summary>
    [Range(1, 2)]
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>ADO.NET connection string. Default: <c>coordination.db</c> in the working folder.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=coordination.db";

    /// <summary>
    /// File with the 32-byte master key, base64, readable by its owner only. All silos and gateways of one store use the same.
    /// It wraps the data keys of personal fields and gives the keys of ids and match hashes: lose it, and they are lost.
    /// </summary>
    [Required]
    public string KeyFile { get; set; } = "coordination.key";

    /// <summary>Creates the key file if there is none. Default false: a production store never starts with a new key by mistake.</summary>
    public bool CreateKeyFile { get; set; }

    /// <summary>Brings the schema up to date at start. Default true; in production <c>coord migrate</c> does it under its own role.</summary>
    public bool Migrate { get; set; } = true;

    /// <summary>Groups the commits of this process. Default true; false is the plain ADO.NET provider over the same rows.</summary>
    public bool GroupCommit { get; set; } = true;

    /// <summary>
    /// Statements under way at once, PostgreSQL only. Default 1: whoever waits goes together in the next one, which measured more
    /// writes a second than two smaller ones side by side (<c>coord bench store --flushers 1,2</c>). A slow network may want 2.
    /// </summary>
    [Range(1, 16)]
    public int Flushers { get; set; } = 1;

    /// <summary>
    /// Statements under way at once while each further one is full, PostgreSQL only; not below <see cref="Flushers"/>. Default 3: a full
    /// one has nothing to wait for, and the server works at one while another waits for its disk. Only bulk gets there.
    /// </summary>
    [Range(1, 16)]
    public int FullFlushers { get; set; } = 3;

    /// <summary>Rows per statement at most. Default 64: beyond it, latency grows faster than throughput.</summary>
    [Range(1, 1024)]
    public int BatchRowsMax { get; set; } = 64;

    /// <summary>Writes that may wait; more are refused with <see cref="StoreOverloadedException"/>. Default 4,096, about half a second's work.</summary>
    [Range(1, 1_000_000)]
    public int QueueRowsMax { get; set; } = 4096;

    /// <summary>
    /// Connections of this process for lists, PostgreSQL only. Default 20. On top come 16 for questions by an index and, in a silo, 8 for what follows
    /// from the log and one for each of <see cref="FullFlushers"/>: over all processes they must fit max_connections.
    /// </summary>
    [Range(2, 500)]
    public int PoolSizeMax { get; set; } = 20;

    /// <summary>How long one statement may take. Default 15 s, half of the time a grain call has.</summary>
    [Range(1, 300)]
    public int CommandTimeoutSeconds { get; set; } = 15;

    /// <summary>How often the clock is compared with the database's. Default 5 s.</summary>
    public TimeSpan ClockInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a process may go on using a data key that it has read. Default 30 s: an erasure is complete after that.</summary>
    public TimeSpan RevealCacheTime { get; set; } = TimeSpan.FromSeconds(30);
}
