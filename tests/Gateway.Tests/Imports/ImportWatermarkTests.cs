using Coordination.Gateway.Imports;
using Coordination.V1;
using Xunit;

namespace Coordination.Gateway.Tests.Imports;

public sealed class ImportWatermarkTests
{
    [Fact]
    public void A_sequence_sent_twice_counts_once_and_does_not_hold_the_mark_back()
    {
        var watermark = new ImportWatermark(0);
        watermark.Add(1, ImportStatus.Created);
        watermark.Add(1, ImportStatus.Failed);

        watermark.Add(2, ImportStatus.Updated);

        Assert.Equal((0, 2, new(1, 1, 0, 0)), watermark.Take());
    }
}
