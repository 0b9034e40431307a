using Coordination.Gateway.Errors;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Errors;

public sealed class ErrorTableTests
{
    public static TheoryData<Reason> Reasons => [.. Enum.GetValues<Reason>().Where(reason => reason is not Reason.Unspecified)];

    [Theory, MemberData(nameof(Reasons))]
    public void Every_reason_has_a_definite_status_code(Reason reason) =>
        Assert.NotInRange(reason.ToStatusCode(), StatusCode.OK, StatusCode.Unknown);

    [Theory, MemberData(nameof(Reasons))]
    public void Every_failure_names_its_reason_and_carries_the_details_of_its_row(Reason reason)
    {
        var rejection = new Rejection(reason, "No.") { Violations = [new("one", "first"), new("two", "second")] }.With("key", "value");

        var status = Failure.ToStatus(rejection, "cases/1");

        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("coordination.v1", reason.ToWire(), "value"), (info.Domain, info.Reason, info.Metadata["key"]));
        var wanted = reason.Details();
        Assert.Equal(wanted.HasFlag(ErrorDetails.BadRequest) ? 2 : null, status.GetDetail<BadRequest>()?.FieldViolations.Count);
        Assert.Equal(wanted.HasFlag(ErrorDetails.PreconditionFailure) ? 2 : null, status.GetDetail<PreconditionFailure>()?.Violations.Count);
        Assert.Equal(wanted.HasFlag(ErrorDetails.QuotaFailure) ? 2 : null, status.GetDetail<QuotaFailure>()?.Violations.Count);
        Assert.Equal(wanted.HasFlag(ErrorDetails.ResourceInfo) ? "cases/1" : null, status.GetDetail<ResourceInfo>()?.ResourceName);
        Assert.Equal(wanted.HasFlag(ErrorDetails.RetryInfo), status.GetDetail<RetryInfo>() is not null);
    }

    [Fact]
    public void Only_a_bug_is_internal() =>
        Assert.Equal([Reason.Internal], Enum.GetValues<Reason>().Skip(1).Where(r => r.ToStatusCode() is StatusCode.Internal));

    [Theory]
    [InlineData(Reason.EtagMismatch, "ETAG_MISMATCH")]
    [InlineData(Reason.TZeroInPast, "T_ZERO_IN_PAST")]
    [InlineData(Reason.IdNumberChecksum, "ID_NUMBER_CHECKSUM")]
    public void A_reason_is_written_in_upper_snake_case(Reason reason, string wire) => Assert.Equal(wire, reason.ToWire());
}
