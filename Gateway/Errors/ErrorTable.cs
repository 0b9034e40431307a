using System.Diagnostics;
using System.Text;
using Grpc.Core;

namespace Coordination.Gateway.Errors;

/// <summary>Which detail messages an error carries besides ErrorInfo.</summary>
[Flags]
public enum ErrorDetails
{
    None = 0,
    BadRequest = 1,
    PreconditionFailure = 2,
    ResourceInfo = 4,
    RetryInfo = 8,
    QuotaFailure = 16,
}

/// <summary>The one table from a refusal's reason to the wire.</summary>
public static class ErrorTable
{
    private static readonly string[] Names = [.. Enum.GetValues<Reason>().Select(reason => UpperSnake(reason.ToString()))];

    /// <summary>The reason as <c>ErrorInfo.reason</c> has it: <c>EtagMismatch</c> is <c>ETAG_MISMATCH</c>.</summary>
    public static string ToWire(this Reason reason) => Names[(int)reason];

    /// <summary>The reason of a wire name; null if there is none.</summary>
    public static Reason? FromWire(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Reason)index : null;

    public static StatusCode ToStatusCode(this Reason reason) => Row(reason).Code;

    public static ErrorDetails Details(this Reason reason) => Row(reason).Details;

    private static (StatusCode Code, ErrorDetails Details) Row(Reason reason) => reason switch
    {
        Reason.FieldInvalid or Reason.IdNumberChecksum or Reason.RequestIdRequired or Reason.RequestIdReused or Reason.EtagRequired
            or Reason.PageTokenInvalid or Reason.FilterInvalid or Reason.ResumeTokenInvalid or Reason.SearchTooBroad
            => (StatusCode.InvalidArgument, ErrorDetails.BadRequest),

        Reason.ResourceNotFound => (StatusCode.NotFound, ErrorDetails.ResourceInfo),
        Reason.ResourceAlreadyExists or Reason.CaseNumberTaken => (StatusCode.AlreadyExists, ErrorDetails.ResourceInfo),
        Reason.EtagMismatch or Reason.ImportSuperseded => (StatusCode.Aborted, ErrorDetails.None),

        Reason.StateTransitionInvalid or Reason.ParticipantsNotReady or Reason.TZeroInPast or Reason.TZeroFixed
            or Reason.ConsentStale or Reason.SamePerson or Reason.OpenConflict
            or Reason.TargetClaimedByOtherOperation or Reason.TargetAlreadyAssigned
            or Reason.TransferPending or Reason.CaseClosed
            or Reason.SecondReviewerRequired or Reason.MatchAlreadyDecided or Reason.MergeConflict
            or Reason.GroupCycle or Reason.WarningClosed or Reason.CampaignClosed
            => (StatusCode.FailedPrecondition, ErrorDetails.PreconditionFailure),
        Reason.GroundRequired or Reason.NotOwner or Reason.Recalled => (StatusCode.FailedPrecondition, ErrorDetails.None),
        Reason.SuspectMerged => (StatusCode.FailedPrecondition, ErrorDetails.ResourceInfo),

        Reason.ClientCertificateRequired or Reason.ClientCertificateUnknown or Reason.TokenInvalid => (StatusCode.Unauthenticated, ErrorDetails.None),
        Reason.JurisdictionMismatch or Reason.RoleRequired or Reason.ClearanceRequired or Reason.PurposeRequired or Reason.IdentityMismatch
            => (StatusCode.PermissionDenied, ErrorDetails.None),

        Reason.RateLimited or Reason.SearchQuota or Reason.Overloaded
            => (StatusCode.ResourceExhausted, ErrorDetails.RetryInfo | ErrorDetails.QuotaFailure),
        Reason.BatchTooLarge => (StatusCode.ResourceExhausted, ErrorDetails.QuotaFailure),   // the same batch will not fit later either
        Reason.WatchConsumerTooSlow => (StatusCode.ResourceExhausted, ErrorDetails.RetryInfo),
        Reason.ResumeTokenExpired => (StatusCode.OutOfRange, ErrorDetails.None),
        Reason.StorageUnavailable or Reason.ClusterRebalancing => (StatusCode.Unavailable, ErrorDetails.RetryInfo),
        Reason.DeadlineExceeded => (StatusCode.DeadlineExceeded, ErrorDetails.None),
        Reason.Internal => (StatusCode.Internal, ErrorDetails.None),
        _ => throw new UnreachableException($"No error row for {reason}."),
    };

    private static string UpperSnake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            _ = char.IsUpper(letter) && text.Length > 0 ? text.Append('_') : text;
            text.Append(char.ToUpperInvariant(letter));
        }
        return text.ToString();
    }
}
