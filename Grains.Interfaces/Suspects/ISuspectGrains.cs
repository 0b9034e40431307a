namespace Coordination.Suspects;

/// <summary>What one province submitted. Key: <c>record-</c> and the keyed hash of (jurisdiction, source record id).</summary>
[Alias("coord.ISuspectRecordGrain")]
public interface ISuspectRecordGrain : IGrainWithStringKey
{
    /// <summary>Stores the record; an unchanged content is accepted without a write.</summary>
    [Alias("Execute")] Task<Reply<SuspectRecord>> Execute(SuspectRecordCommand command);

    [Alias("Read")] Task<Reply<SuspectRecord>> Read();
}

/// <summary>
/// A set of records that evidence connects, and the persons among them. It begins with one record and is named after it:
/// <c>component-</c> and the record's id. Of two components that meet, the one with the higher key moves into the lower, for ever.
/// </summary>
[Alias("coord.ISuspectComponentGrain")]
public interface ISuspectComponentGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<SuspectComponent>> Execute(SuspectComponentCommand command);

    /// <summary>The component; NOT_FOUND for a record that was not compared yet.</summary>
    [Alias("Read")] Task<Reply<SuspectComponent>> Read();
}

/// <summary>
/// Compares a stored record with all that share a key with it and files it in its component. Stateless: what it does follows from
/// what is stored, so it may run twice, and whoever finds it undone runs it again.
/// </summary>
[Alias("coord.ISuspectResolver")]
public interface ISuspectResolver : IGrainWithStringKey
{
    /// <param name="recordKey">Key of the record.</param>
    /// <param name="recordVersion">The version to compare; a later one that is already filed satisfies it.</param>
    [Alias("Resolve")] Task<Resolved> Resolve(string recordKey, int recordVersion);
}

/// <summary>Where a record ended up.</summary>
/// <param name="Component">Key of its component.</param>
/// <param name="Entity">Id of its person.</param>
/// <param name="Others">Records of the same person besides itself.</param>
/// <param name="Reviews">Pairs of this record that wait for a person.</param>
/// <param name="Reasons">Why, in words without anybody's data.</param>
[GenerateSerializer, Immutable, Alias("coord.Resolved")]
public sealed record Resolved(
    [property: Id(0)] string Component,
    [property: Id(1)] string Entity,
    [property: Id(2)] int Others,
    [property: Id(3)] int Reviews,
    [property: Id(4)] ImmutableArray<string> Reasons);
