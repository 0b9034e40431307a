namespace Coordination.Suspects;

/// <summary>What provinces submitted: a record's key is <c>record-</c> and the keyed hash of (jurisdiction, source record id).</summary>
[Alias("coord.ISuspectIntake")]
public interface ISuspectIntake : IGrainWithStringKey
{
    /// <summary>There is one, on every silo.</summary>
    const string Key = "intake";

    /// <summary>Stores records and compares those that were stored, many with one call: each as if it had come alone.</summary>
    /// <returns>The outcomes in the order of the submissions; one that fails does not fail the others.</returns>
    [Alias("Submit")] Task<ImmutableArray<Submitted>> Submit(ImmutableArray<Submission> submissions);

    /// <summary>A record as it is stored now; NOT_FOUND if there is none.</summary>
    [Alias("Read")] Task<Reply<SuspectRecord>> Read(string recordKey);
}

/// <summary>A record on its way in.</summary>
/// <param name="Key">What its content was sealed under: it is opened as soon as it is stored.</param>
[GenerateSerializer, Immutable, Alias("coord.Submission")]
public sealed record Submission([property: Id(0)] string RecordKey, [property: Id(1)] SubmitRecord Command, [property: Id(2)] WrappedKey Key);

/// <summary>How a submission ended.</summary>
/// <param name="Reply">The record's answer; null if it failed.</param>
/// <param name="Resolved">Where it ended up; null if it failed, was refused or was only checked.</param>
/// <param name="Failure">What went wrong on the way: whether the record is stored is not known.</param>
[GenerateSerializer, Immutable, Alias("coord.Submitted")]
public sealed record Submitted(
    [property: Id(0)] Reply<SuspectRecord>? Reply, [property: Id(1)] Resolved? Resolved, [property: Id(2)] Exception? Failure);
