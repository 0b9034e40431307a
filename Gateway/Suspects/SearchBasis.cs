using Coordination.Cases;
using Coordination.Gateway.Services;
using Coordination.JointOperations;

namespace Coordination.Gateway.Suspects;

/// <summary>Whether a caller may search or ask for data on the strength of a case or an operation. Source: D1.</summary>
public sealed class SearchBasis(IGrainFactory grains)
{
    /// <summary>
    /// True if <paramref name="basis"/> names a case or operation that is open and in which <paramref name="who"/> takes part. One that is
    /// not there stands for nothing either.
    /// </summary>
    public async Task<bool> Stands(string basis, JurisdictionCode who)
    {
        if (Require.IsName(basis, CaseMapping.Collection))
        {
            var key = Require.Name(basis, CaseMapping.Collection, CaseMapping.KeyPrefix, "basis");
            return (await grains.GetGrain<ICaseGrain>(key).Read()).State is { } file && IsOpen(file.Status)
                && (who.IsMinistry || file.Owner == who || file.Joined.Any(joined => joined.Active && joined.Owner == who));
        }
        if (Require.IsName(basis, JointOperationMapping.Operations))
        {
            var key = Require.Name(basis, JointOperationMapping.Operations, JointOperationMapping.KeyPrefix, "basis");
            return (await grains.GetGrain<IJointOperationGrain>(key).Read()).State is { Status: not (OperationStatus.Closed or OperationStatus.Aborted) } operation
                && (who.IsMinistry || operation.Lead == who || operation.Parties.Any(party => party.Code == who && TakesPart(party.Status)));
        }
        return false;
    }

    /// <summary>From the report to the court: what was ended, handed on or joined away is no ground to search.</summary>
    private static bool IsOpen(CaseStatus status) => status is CaseStatus.Reported or CaseStatus.Accepted or CaseStatus.Filed
        or CaseStatus.Investigating or CaseStatus.Concluded or CaseStatus.ProsecutionReview or CaseStatus.Returned;

    private static bool TakesPart(PartyStatus status) => status is not (PartyStatus.Refused or PartyStatus.Withdrawn or PartyStatus.StoodDown);
}
