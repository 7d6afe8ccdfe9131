using CsCheck;
using Glia.Data;

namespace Glia.Tests.Data;

public class LabelEncoderTests
{
    [Fact]
    public void Names_are_numbered_in_sorted_order()
    {
        LabelEncoder encoder = LabelEncoder.Fit(["setosa", "virginica", "setosa", "Versicolor", "10", "9"]);
        Assert.Equal(["10", "9", "Versicolor", "setosa", "virginica"], encoder.ClassNames);
        Assert.Equal([3, 0], encoder.Encode(["setosa", "10"]));
        Assert.Contains("Row 1 has the class 'rose'", Assert.Throws<GliaException>(() => encoder.Encode(["9", "rose"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Decode(5));
    }

    [Fact]
    public void Encoding_and_one_hot_and_back_lose_nothing() => Gen.String[Gen.Char['a', 'e'], 0, 2].Array[1, 30].Sample(labels =>
    {
        LabelEncoder encoder = LabelEncoder.Fit(labels);
        // Rows of one number cannot be told from numbers, so there are at least two columns.
        int[] classes = Targets.OneHot(encoder.Encode(labels), Math.Max(2, encoder.ClassNames.Count)).ToClasses();
        Assert.Equal(labels, classes.Select(encoder.Decode));
        Assert.Equal(classes, new Targets([.. classes.Select(c => (float)c)]).ToClasses());
    });

    [Fact]
    public void What_is_no_class_gets_its_sentence()
    {
        Assert.Contains("no class", Assert.Throws<GliaException>(() => new Targets([0.5f]).ToClasses()).Message, StringComparison.Ordinal);
        Assert.Contains("2,147,483,647 numbers", Assert.Throws<GliaException>(() => Targets.OneHot([0, int.MaxValue])).Message,
            StringComparison.Ordinal);
        Assert.Contains("class -1", Assert.Throws<GliaException>(() => Targets.OneHot([-1, 1])).Message, StringComparison.Ordinal);
    }
}
