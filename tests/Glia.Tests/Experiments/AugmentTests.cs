using Glia.Data;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class AugmentTests
{
    [Fact]
    public void Only_the_training_part_is_changed()
    {
        PreparedData data = Prepare("""{"data":{"source":"p","scale":"unit","split":{"test_size":4}},"augment":{"rotate":20},""" +
            """NETWORK,"training":{"validation_split":0.25}}""", Bytes(64));
        Assert.Equal(20, data.Training.Augmentation!.Rotate);
        Assert.Null(data.Validation!.Augmentation);
        Assert.Null(data.Test!.Augmentation);
    }

    [Fact]
    public void The_training_rows_keep_their_pixels_whatever_the_parts_and_the_scale()
    {
        // An augmentation that changes nothing gives what there is without one.
        foreach (string scale in ExperimentData.Scales)
        {
            foreach (Features inputs in new Features[] { Bytes(64), Floats(64) })
            {
                string text = """
                    {"data":{"source":"p","scale":"SCALE","split":{"test_size":4}},"augment":{},NETWORK,
                      "training":{"validation_split":0.25}}
                    """.Replace("SCALE", scale, StringComparison.Ordinal);
                Dataset training = Prepare(text, inputs).Training;
                float[] plain = new float[training.Rows * 64], seen = new float[training.Rows * 64];
                int[] rows = [.. Enumerable.Range(0, training.Rows)];
                training.Inputs.Gather(rows, plain);
                training.GatherForTraining(rows, seen, 1, 0, Kernels.Workers.Single);
                for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i], seen[i], 1e-5f);
            }
        }
    }

    [Fact]
    public void What_is_no_picture_is_refused_in_one_sentence()
    {
        Assert.Equal("augment changes pictures, and a row of 13 numbers of p is not known to be one; leave augment out, " +
            "or say what the picture is with \"input_shape\": [height, width, channels] in the first layer.",
            Assert.Throws<GliaException>(() => Prepare("""{"data":{"source":"p"},"augment":{"rotate":20},NETWORK}""", Floats(13))).Message);
        // The network says what it sees.
        Assert.NotNull(Prepare("""{"data":{"source":"p"},"augment":{"rotate":20},"network":[{"class_name":"Flatten","input_shape":[3,4,""" +
            """1]},{"class_name":"Dense","units":2}]}""", Floats(12)).Training.Augmentation);
    }

    [Theory]
    [InlineData("""{"rotate":-1}""", "x.json line 1: augment.rotate is -1; it must be from 0 to 180.")]
    [InlineData("""{"zoom":1}""", "x.json line 1: unknown key 'zoom' in augment; known are brightness, crop, elastic, elastic_grid, " +
        "erase, fill_mode, fill_value, flip, rotate, scale, shear, shift.")]
    [InlineData("""{"flip":"left"}""", "x.json line 1: augment.flip is 'left'; known are horizontal, horizontal_and_vertical, none, " +
        "vertical.")]
    [InlineData("""{"elastic_grid":100}""", "x.json line 1: augment.elastic_grid is 100; it must be from 2 to 32.")]
    public void A_setting_that_cannot_be_is_said_with_its_line(string augment, string sentence) => Assert.Equal(sentence,
        Assert.Throws<GliaException>(() =>
            Experiment.Parse("x.json", $$"""{"data":{"source":"p"},"augment":{{augment}},"network":[]}""")).Message);

    [Fact]
    public void A_file_keeps_every_setting()
    {
        const string settings = """{"rotate":10,"shift":2,"scale":0.1,"shear":0.2,"elastic":1.5,"elastic_grid":5,"crop":""" +
            """0.1,"flip":"vertical","erase":0.2,"brightness":0.3,"fill_mode":"nearest","fill_value":7}""";
        Experiment read = Experiment.Parse("x.json", $$"""{"data":{"source":"p"},"augment":{{settings}},"network":[]}""");
        Assert.Equal(new Augmentation
        {
            Rotate = 10,
            Shift = 2,
            Scale = 0.1,
            Shear = 0.2,
            Elastic = 1.5,
            ElasticGrid = 5,
            Crop = 0.1,
            Flip = "vertical",
            Erase = 0.2,
            Brightness = 0.3,
            FillMode = "nearest",
            FillValue = 7,
        }, read.Augment);
        Assert.Equal(read.Augment, Experiment.Parse("y.json", read.ToJson()).Augment);
        Assert.Null(Experiment.Parse("z.json", """{"data":{"source":"p"},"network":[]}""").Augment);
    }

    private static PreparedData Prepare(string text, Features inputs)
    {
        Experiment experiment = Experiment.Parse("x.json",
            text.Replace("NETWORK", "\"network\":[\"Flatten\",{\"class_name\":\"Dense\",\"units\":2}]", StringComparison.Ordinal));
        var loaded = LoadedData.OfClasses(inputs, [.. Enumerable.Range(0, inputs.Rows).Select(i => i % 2)], ["a", "b"]);
        return PreparedData.Prepare(experiment, loaded, 2);
    }

    private static ByteFeatures Bytes(int size)
    {
        var bytes = new byte[20 * size];
        new System.Random(2).NextBytes(bytes);
        return new ByteFeatures(bytes, size);
    }

    private static FloatFeatures Floats(int size) =>
        new([.. Enumerable.Range(0, 20 * size).Select(i => MathF.Sin(i))], size == 64 ? new Shape(8, 8, 1) : new Shape(size));
}
