using System.Text.Json.Nodes;
using Glia.Data;

namespace Glia.Tests.Data;

/// <summary>Golden values of scikit-learn 1.2.1; the script is Reference/make_scaler.py.</summary>
public class ScalerTests
{
    private static readonly FloatFeatures s_training =
        new([1, 7, 1e6f, .1f, 2, 7, 1e6f + 1, .1f, 4, 7, 1e6f + 3, .1f, 9, 7, 1e6f + 2, .1f], 4);
    private static readonly FloatFeatures s_others = new([0, 7, 1e6f, .1f, 3, 8, 1e6f + 1.5f, .2f], 4);

    private static float[] All(Features features)
    {
        var values = new float[features.Rows * features.Shape.Size];
        features.Gather([.. Enumerable.Range(0, features.Rows)], values);
        return values;
    }

    [Fact]
    public void Standardize_is_StandardScaler()
    {
        Scaler scaler = Scaler.Fit("standardize", s_training);
        Assert.Equal([3.082207001484488, 1.0, 1.118033988749895, 1.0], scaler.Scales.ToArray());
        Assert.Equal([-1.2977713690461004f, 0, -1.3416407864998738f, 0, -0.3244428422615251f, 1, 0, 0.10000000149011612f],
            All(scaler.Apply(s_others)));
    }

    [Fact]
    public void Minmax_is_MinMaxScaler()
    {
        Scaler scaler = Scaler.Fit("minmax", s_training);
        Assert.Equal([8.0, 1.0, 3.0, 1.0], scaler.Scales.ToArray());
        Assert.Equal([-0.125f, 0, 0, 0, 0.25f, 1, 0.5f, 0.10000000149011612f], All(scaler.Apply(s_others)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("unit")]
    [InlineData("minmax")]
    [InlineData("standardize")]
    public void Bytes_and_floats_come_out_alike_and_bytes_stay_bytes(string kind)
    {
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 37 % 251 * (i % 3)))];
        var asBytes = new ByteFeatures(bytes, 3);
        var asFloats = new FloatFeatures([.. bytes.Select(b => (float)b)], 3);
        Scaler scaler = Scaler.Fit(kind, asBytes);
        float[] expected = All(scaler.Apply(asFloats));
        float[] actual = All(Assert.IsType<ByteFeatures>(scaler.Apply(asBytes)));
        // One multiplication and one addition in float against double: two roundings of numbers up to 3.
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 5e-7f);
        Assert.Equal(expected[9..15], All(scaler.Apply(asFloats.Select([3, 4]))));
        Assert.Equal(actual[9..15], All(scaler.Apply(asBytes.Select([3, 4]))));
    }

    [Fact]
    public void A_scaled_data_set_keeps_the_weights_of_its_rows()
    {
        Dataset data = Dataset.Values([0, 10, 20], 1, [1, 2, 3]).WithSampleWeights([1, 0, 2]);
        Assert.Equal(data.SampleWeights, Scaler.Fit("minmax", data.Inputs).Apply(data).SampleWeights);
    }

    [Fact]
    public void Scaling_twice_is_what_it_says()
    {
        ByteFeatures twice = new ByteFeatures(new byte[] { 0, 51, 255, 102 }, 2, 1f / 255).Scaled(10, 1).Scaled([2, 1], [0, -1]);
        Assert.Equal([2f, 2f, 22f, 4f], All(twice), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Survives_a_model_file()
    {
        foreach (string kind in Scaler.Kinds)
        {
            Scaler scaler = Scaler.Fit(kind, s_training);
            Scaler again = Scaler.FromJson((JsonObject)JsonNode.Parse(scaler.ToJson().ToJsonString())!);
            Assert.Equal(kind, again.Kind);
            Assert.Equal(All(scaler.Apply(s_others)), All(again.Apply(s_others)));
        }
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"minmax"}""")]
    [InlineData("""{"kind":"minmax","center":[1],"scale":[0]}""")]
    [InlineData("""{"kind":"minmax","center":[1],"scale":["x"]}""")]
    [InlineData("""{"kind":7}""")]
    public void Broken_scalings_get_their_sentence(string json) =>
        Assert.Throws<GliaException>(() => Scaler.FromJson((JsonObject)JsonNode.Parse(json)!));

    [Fact]
    public void Unusable_data_get_their_sentence()
    {
        Assert.Contains("did you mean 'standardize'", Assert.Throws<GliaException>(() => Scaler.Fit("standardise", s_training)).Message,
            StringComparison.Ordinal);
        Assert.Contains("Row 1 holds no number (NaN) in feature 0", Assert.Throws<GliaException>(() =>
            Scaler.Fit("minmax", new FloatFeatures([1, 2, float.NaN, 3], 2))).Message, StringComparison.Ordinal);
        // The row of the file, also where rows were shuffled before.
        Features shuffled = new FloatFeatures([1, 2, float.NaN, 3, 4, 5], 2).Select([2, 0, 1]);
        Assert.Contains("Row 1 holds no number (NaN) in feature 0, both counted from 0;",
            Assert.Throws<GliaException>(() => Scaler.Fit("minmax", shuffled)).Message, StringComparison.Ordinal);
        Assert.Contains("fitted on 4 features", Assert.Throws<GliaException>(() =>
            Scaler.Fit("minmax", s_training).Apply(new FloatFeatures([1, 2], 2))).Message, StringComparison.Ordinal);
        Assert.Contains("no rows", Assert.Throws<GliaException>(() => Scaler.Fit("minmax", new FloatFeatures([], 2))).Message,
            StringComparison.Ordinal);
    }
}
