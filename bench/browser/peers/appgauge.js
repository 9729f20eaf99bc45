export { validate as issues } from 'appgauge';
