// The project's own JSON Schema of the standing edition.
import schema from '../../schemas/2023-11/create-app.request.json' with { type: 'json' };

export default schema;
