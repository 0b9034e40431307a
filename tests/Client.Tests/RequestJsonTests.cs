using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.V1;
using Google.Protobuf.Reflection;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class RequestJsonTests
{
    private static readonly FieldDescriptor _status = TransitionCaseRequest.Descriptor.FindFieldByName("to_status");
    private static readonly FieldDescriptor _time = TransitionCaseRequest.Descriptor.FindFieldByName("event_time");
    private static readonly FieldDescriptor _amount = FactLine.Descriptor.FindFieldByName("amount");
    private static readonly FieldDescriptor _date = FactLine.Descriptor.FindFieldByName("date");
    private static readonly FieldDescriptor _approval = TransitionCaseRequest.Descriptor.FindFieldByName("approval");

    public static TheoryData<FieldDescriptor, string, string> Values => new()
    {
        { _status, "filed", "\"CASE_STATUS_FILED\"" },
        { _status, "not-filed", "\"CASE_STATUS_NOT_FILED\"" },
        { _status, "CASE_STATUS_FILED", "\"CASE_STATUS_FILED\"" },
        { _time, "2025-09-30T06:00:00+08:00", "\"2025-09-29T22:00:00.0000000Z\"" },
        { _amount, "19613263.30", """{"currencyCode":"CNY","units":"19613263","nanos":300000000}""" },
        { _amount, "-0.01", """{"currencyCode":"CNY","units":"0","nanos":-10000000}""" },
        { _date, "2025-09-30", """{"year":2025,"month":9,"day":30}""" },
        { _approval, """{"article":"P-178"}""", """{"article":"P-178"}""" },
    };

    [Theory, MemberData(nameof(Values))]
    public void What_people_type_becomes_the_fields_ProtoJSON(FieldDescriptor field, string text, string expected) =>
        Assert.Equal(expected, RequestJson.Value(field, text).ToJsonString());

    public static TheoryData<FieldDescriptor, string> Refused => new()
    {
        { _status, "gone" }, { _time, "tomorrow" }, { _amount, "much" }, { _date, "30.9.2025" }, { _approval, "{" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_read_is_a_usage_error(FieldDescriptor field, string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CommandException>(() => RequestJson.Value(field, text)).ExitCode);
}
