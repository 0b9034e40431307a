using Coordination.Gateway.Auth;
using Coordination.Gateway.Services;
using Coordination.Persistence.Reads;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

public sealed class SummaryTests
{
    [Theory]
    [InlineData("440000", 0, 0, false)]
    [InlineData("440000", 1, 0, true)]
    [InlineData("440000", 2, 0, true)]
    [InlineData("440000", 3, 3, false)]
    [InlineData("000000", 2, 2, false)]
    public void A_national_count_below_three_is_told_to_the_ministry_only(string caller, long count, long told, bool suppressed)
    {
        var summary = new SuspectCounts(count, count, 17, count, count).ToProto(new Caller(new(caller), "rms", null, []), DateTimeOffset.UnixEpoch);

        Assert.Equal((told, told, 17, count, told), (summary.Records, summary.Persons, summary.OpenReviews, summary.Pending, summary.ArrestedPersons));
        Assert.Equal(suppressed ? ["records", "persons", "arrested_persons"] : [], summary.Suppressed);
    }
}
