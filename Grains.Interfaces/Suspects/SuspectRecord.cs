using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>One province's record of a suspect. Its content is sealed; what can be said of it without opening it stands beside.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectRecord")]
public sealed record SuspectRecord
{
    /// <summary>The jurisdiction that submitted it.</summary>
    [Id(0)] public JurisdictionCode Owner { get; init; }

    /// <summary>The owner's own id of the record.</summary>
    [Id(1)] public string SourceRecordId { get; init; } = "";

    /// <summary>The owner's number of the case; empty if none.</summary>
    [Id(2)] public string CaseNumber { get; init; } = "";

    /// <summary>The submitted fields as JSON, sealed.</summary>
    [Id(3)] public Protected? Attributes { get; init; }

    /// <summary>Keyed hash of the content: tells an unchanged resubmission without opening it.</summary>
    [Id(4)] public string ContentHash { get; init; } = "";

    /// <summary>Remarks on fields, e.g. <c>ID_CHECK_FAILED</c>; a wrong check digit flags a record and never refuses it. Source: B7.</summary>
    [Id(5)] public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Belongs to a sealed matter: compared like any other, but nobody outside the owner learns that it exists. Source: D4, D5.</summary>
    [Id(6)] public bool Sealed { get; init; }

    [JsonIgnore] public bool Exists => Attributes is not null;
}

/// <summary>An instruction to a suspect record.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectRecordCommand")]
public abstract record SuspectRecordCommand(CommandHeader Header) : Command(Header);

/// <summary>Stores what the caller's jurisdiction has, or what has changed of it.</summary>
[GenerateSerializer, Immutable, Alias("coord.SubmitRecord")]
public sealed record SubmitRecord(
    CommandHeader Header,
    [property: Id(0)] string SourceRecordId,
    [property: Id(1)] string CaseNumber,
    [property: Id(2)] Protected Attributes,
    [property: Id(3)] string ContentHash) : SuspectRecordCommand(Header)
{
    /// <summary>Remarks on the content, e.g. <c>ID_CHECK_FAILED</c>.</summary>
    [Id(4)] public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Keyed hashes under which other records find this one.</summary>
    [Id(5)] public ImmutableArray<long> Keys { get; init; } = [];

    /// <summary>Keyed hash of what members of a hot key must agree on; 0 if the record says too little.</summary>
    [Id(6)] public int Part { get; init; }

    /// <summary>Seals the record from this submission on; false lifts the seal.</summary>
    [Id(7)] public bool Sealed { get; init; }
}

/// <summary>What happened to a suspect record.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(RecordSubmitted), "record.submitted"), JsonDerivedType(typeof(RecordRevised), "record.revised")]
public abstract record SuspectRecordEvent;

/// <summary>A jurisdiction submitted a record for the first time.</summary>
public sealed record RecordSubmitted(
    JurisdictionCode Owner, string SourceRecordId, string CaseNumber, Protected Attributes, string ContentHash, ImmutableArray<string> Flags) : SuspectRecordEvent
{
    public bool Sealed { get; init; }
}

/// <summary>The owner submitted the record with other content, or sealed it, or lifted its seal.</summary>
public sealed record RecordRevised(
    string CaseNumber, Protected Attributes, string ContentHash, ImmutableArray<string> Flags) : SuspectRecordEvent
{
    public bool Sealed { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<SuspectRecord, SuspectRecordEvent>))]
public sealed partial class SuspectRecordJson : JsonSerializerContext;
