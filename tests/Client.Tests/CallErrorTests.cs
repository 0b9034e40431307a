using Coordination.Client.Cli;
using Google.Rpc;
using Grpc.Core;
using Xunit;
using Status = Google.Rpc.Status;

namespace Coordination.Client.Tests;

public sealed class CallErrorTests
{
    [Fact]
    public void An_error_says_its_code_its_reason_and_every_violation()
    {
        var error = Error(Code.FailedPrecondition, "2 of 9 participants are not ready.",
            new ErrorInfo { Reason = "PARTICIPANTS_NOT_READY", Domain = "coordination.v1", Metadata = { ["notReady"] = "440000,510000" } },
            new PreconditionFailure { Violations = { new PreconditionFailure.Types.Violation { Subject = "440000", Description = "HOLDING" } } });

        var lines = CallError.Text(error, verbose: false).ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(["FAILED_PRECONDITION PARTICIPANTS_NOT_READY: 2 of 9 participants are not ready.", "  440000: HOLDING", "  notReady: 440000,510000"], lines);
        Assert.Equal("PARTICIPANTS_NOT_READY", CallError.ReasonOf(error));
    }

    [Fact]
    public void A_call_to_be_repeated_says_when_and_that_nothing_was_lost()
    {
        var error = Error(Code.Unavailable, "Silos are moving.", new ErrorInfo { Reason = "CLUSTER_REBALANCING" },
            new RetryInfo { RetryDelay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) });

        Assert.EndsWith("Retry in 2 s with the same request id; nothing was lost.", CallError.Text(error, verbose: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.Internal, ExitCode.ServerError)]
    [InlineData(StatusCode.InvalidArgument, ExitCode.Usage)]
    [InlineData(StatusCode.NotFound, ExitCode.NotFound)]
    [InlineData(StatusCode.PermissionDenied, ExitCode.Denied)]
    [InlineData(StatusCode.Unauthenticated, ExitCode.Denied)]
    [InlineData(StatusCode.FailedPrecondition, ExitCode.Precondition)]
    [InlineData(StatusCode.Aborted, ExitCode.Precondition)]
    [InlineData(StatusCode.Unavailable, ExitCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded, ExitCode.Unavailable)]
    public void Scripts_tell_kinds_of_errors_by_the_exit_code(StatusCode code, int expected) => Assert.Equal(expected, CallError.ExitCodeOf(code));

    private static RpcException Error(Code code, string message, params Google.Protobuf.IMessage[] details) =>
        new Status { Code = (int)code, Message = message, Details = { details.Select(Google.Protobuf.WellKnownTypes.Any.Pack) } }.ToRpcException();
}
