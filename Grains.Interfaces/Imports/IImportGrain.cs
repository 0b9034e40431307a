using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Imports;

/// <summary>One bulk import and how far it is durable. Key: <c>import-</c> and the keyed hash of (principal, import id).</summary>
[Alias("coord.IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<ImportJob>> Execute(ImportCommand command);

    [Alias("Read")] Task<Reply<ImportJob>> Read();
}

/// <summary>An import as far as it is known to be durable. The stream may be ahead of it; what it says is on disk is on disk.</summary>
[GenerateSerializer, Immutable, Alias("coord.ImportJob")]
public sealed record ImportJob
{
    /// <summary>Who imports.</summary>
    [Id(0)] public JurisdictionCode Owner { get; init; }

    /// <summary>Records announced; 0 if the sender does not know.</summary>
    [Id(1)] public long Total { get; init; }

    /// <summary>Every record up to this sequence number has a final, durable result.</summary>
    [Id(2)] public long DurableThrough { get; init; }

    /// <summary>Results so far.</summary>
    [Id(3)] public ImportCounts Counts { get; init; } = new(0, 0, 0, 0);

    /// <summary>The sender has said that no more will come.</summary>
    [Id(4)] public bool Completed { get; init; }

    /// <summary>The stream that may move the mark: the one opened last, by its number from 0.</summary>
    [Id(5)] public int Stream { get; init; }

    [JsonIgnore] public bool Exists => !string.IsNullOrEmpty(Owner.Value);
}

/// <summary>How many records ended how. Their sum is the number of records with a result.</summary>
[GenerateSerializer, Immutable, Alias("coord.ImportCounts")]
public sealed record ImportCounts(
    [property: Id(0)] long Created, [property: Id(1)] long Updated, [property: Id(2)] long Unchanged, [property: Id(3)] long Failed)
{
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) =>
        new(a.Created + b.Created, a.Updated + b.Updated, a.Unchanged + b.Unchanged, a.Failed + b.Failed);
}

/// <summary>An instruction to an import.</summary>
[GenerateSerializer, Immutable, Alias("coord.ImportCommand")]
public abstract record ImportCommand(CommandHeader Header) : Command(Header);

/// <summary>
/// Opens a stream that begins the import, or goes on with it: the answer says where, and the stream's number. Any older stream has ended.
/// </summary>
[GenerateSerializer, Immutable, Alias("coord.StartImport")]
public sealed record StartImport(CommandHeader Header, [property: Id(0)] long Total) : ImportCommand(Header);

/// <summary>A command of one of the import's streams.</summary>
[GenerateSerializer, Immutable, Alias("coord.ImportStreamCommand")]
public abstract record ImportStreamCommand(CommandHeader Header, [property: Id(0)] int Stream) : ImportCommand(Header);

/// <summary>Moves the durable mark.</summary>
/// <param name="Counts">Results of the records between the old mark and the new one.</param>
[GenerateSerializer, Immutable, Alias("coord.AdvanceImport")]
public sealed record AdvanceImport(
    CommandHeader Header, int Stream, [property: Id(0)] long Through, [property: Id(1)] ImportCounts Counts) : ImportStreamCommand(Header, Stream);

/// <summary>No more records will come.</summary>
[GenerateSerializer, Immutable, Alias("coord.CompleteImport")]
public sealed record CompleteImport(CommandHeader Header, int Stream) : ImportStreamCommand(Header, Stream);

/// <summary>What happened to an import.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(ImportStarted), "import.started"), JsonDerivedType(typeof(ImportResumed), "import.resumed"),
 JsonDerivedType(typeof(ImportAdvanced), "import.advanced"), JsonDerivedType(typeof(ImportCompleted), "import.completed")]
public abstract record ImportEvent;

public sealed record ImportStarted(JurisdictionCode Owner, long Total) : ImportEvent;

public sealed record ImportResumed(int Stream) : ImportEvent;

public sealed record ImportAdvanced(long Through, ImportCounts Counts) : ImportEvent;

public sealed record ImportCompleted : ImportEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<ImportJob, ImportEvent>))]
public sealed partial class ImportJson : JsonSerializerContext;
