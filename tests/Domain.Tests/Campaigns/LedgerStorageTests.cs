using System.Text.Json;
using Xunit;

namespace Coordination.Campaigns;

public sealed class LedgerStorageTests
{
    [Fact]
    public void A_jurisdiction_that_is_not_known_yet_comes_back_from_the_store()
    {
        var stored = JsonSerializer.Serialize(default(JurisdictionCode));

        Assert.Equal(default, JsonSerializer.Deserialize<JurisdictionCode>(stored));
        Assert.Equal(new JurisdictionCode("440000"), JsonSerializer.Deserialize<JurisdictionCode>("\"440000\""));
    }
}
