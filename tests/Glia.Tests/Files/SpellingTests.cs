using Glia.Settings;

namespace Glia.Tests.Files;

public class SpellingTests
{
    [Theory]
    [InlineData("mse", null, "mae", "acc")]
    [InlineData("auc", null, "acc", "mae")]
    [InlineData("mea", "mae", "mae", "acc")]
    [InlineData("ac", "acc", "mae", "acc")]
    [InlineData("sed", "seed", "seed", "data")]
    [InlineData("he_nomal", "he_normal", "he_normal", "he_uniform")]
    [InlineData("Epoch", "epochs", "epochs", "batch_size")]
    public void The_nearest_word_is_a_slip_and_no_other_word(string word, string? nearest, params string[] known) =>
        Assert.Equal(nearest, Spelling.Nearest(word, known));
}
