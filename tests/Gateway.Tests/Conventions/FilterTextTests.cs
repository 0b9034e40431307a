using Coordination.Gateway.Conventions;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Persistence.Reads;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Conventions;

public sealed class FilterTextTests
{
    private static readonly ResourceFilter Filed = new ResourceFilter.Text(TextField.Status, Comparison.Equal, "Filed");
    private static readonly ResourceFilter Guangdong = new ResourceFilter.Text(TextField.Owner, Comparison.Equal, "440000");
    private static readonly ResourceFilter Shanghai = new ResourceFilter.Text(TextField.Owner, Comparison.Equal, "310000");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_filter_is_none(string filter) => Assert.Null(FilterText.Parse(filter, FilterFields.Common));

    [Theory]
    [InlineData("status=FILED")]
    [InlineData(" status : FILED ")]
    [InlineData("((status = \"FILED\"))")]
    public void A_comparison_reads_with_and_without_blanks_quotes_and_parentheses(string filter) =>
        Assert.Equal(Filed, FilterText.Parse(filter, FilterFields.Common));

    [Fact]
    public void OR_binds_closer_than_AND()
    {
        var parsed = Assert.IsType<ResourceFilter.And>(
            FilterText.Parse("status = FILED AND owner = 440000 OR owner = jurisdictions/310000", FilterFields.Common));

        Assert.Equal(Filed, parsed.Parts[0]);
        Assert.Equal([Guangdong, Shanghai], Assert.IsType<ResourceFilter.Or>(parsed.Parts[1]).Parts);
    }

    [Fact]
    public void NOT_and_times_and_statuses_of_several_words_are_read()
    {
        Assert.Equal(new ResourceFilter.Not(Filed), FilterText.Parse("NOT status = FILED", FilterFields.Common));
        Assert.Equal(new ResourceFilter.Text(TextField.Status, Comparison.NotEqual, "NotFiled"), FilterText.Parse("status != NOT_FILED", FilterFields.Common));
        Assert.Equal(new ResourceFilter.Time(TimeField.CreatedAt, Comparison.GreaterOrEqual, new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)),
            FilterText.Parse("create_time >= \"2025-06-01T08:00:00+08:00\"", FilterFields.Common));
    }

    [Theory]
    [InlineData("secret = 1", "1")]
    [InlineData("status", "7")]
    [InlineData("status = ", "10")]
    [InlineData("status = FILED owner = 440000", "16")]
    [InlineData("(status = FILED", "16")]
    [InlineData("status = \"FILED", "10")]
    [InlineData("owner = 44", "8")]
    [InlineData("status < FILED", "9")]
    [InlineData("status = FILED AND", "19")]
    [InlineData("'; drop table case; --", "1")]
    public void What_cannot_be_read_is_refused_with_its_column(string filter, string column)
    {
        var refused = Assert.Throws<RpcException>(() => FilterText.Parse(filter, FilterFields.Common));

        Assert.Equal((StatusCode.InvalidArgument, "FILTER_INVALID"), (refused.StatusCode, refused.Reason()));
        Assert.Equal(column, refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["column"]);
    }

    [Fact]
    public void A_filter_ends_in_length_and_in_depth()
    {
        Assert.Throws<RpcException>(() => FilterText.Parse(new string(' ', FilterText.LengthMax + 1), FilterFields.Common));
        Assert.Throws<RpcException>(() => FilterText.Parse(new string('(', 1000), FilterFields.Common));
        Assert.Throws<RpcException>(() => FilterText.Parse(string.Concat(Enumerable.Repeat("NOT ", 500)), FilterFields.Common));
    }
}
